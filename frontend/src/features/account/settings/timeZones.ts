// The names of the time zones that this browser knows, with the one that is set, which it may not know.
export type TimeZoneOption = { value: string; label: string };

export function timeZones(current: string): TimeZoneOption[] {
	const names = new Set([current, "UTC", ...Intl.supportedValuesOf("timeZone")]);
	return [...names].sort().map((value) => ({ value, label: value.replaceAll("_", " ") }));
}
