// The profile of whoever is logged in: days are those of its time zone, weeks begin as it says. A profile that nobody
// has touched yet takes both from the browser.
import { useQuery } from "@tanstack/react-query";
import { localZone } from "@/lib/dates.ts";
import { getProfile, patchProfile } from "./generated/sdk.gen.ts";
import type { Profile } from "./generated/types.gen.ts";
import type { Problem } from "./problem.ts";

const UNTOUCHED = 1;

/** The browser's first day of the week, 1 for Monday. */
function localWeekStart(): number {
	const locale: Intl.Locale & { getWeekInfo?: () => { firstDay: number } } = new Intl.Locale(
		navigator.language,
	).maximize();
	return locale.getWeekInfo?.().firstDay ?? 1;
}

async function readProfile(signal: AbortSignal): Promise<Profile> {
	const { data } = await getProfile({ signal });
	const local = { time_zone: localZone(), week_start: localWeekStart() };
	const isLocal = data.time_zone === local.time_zone && data.week_start === local.week_start;
	if (data.version !== UNTOUCHED || isLocal) {
		return data;
	}
	try {
		const changed = await patchProfile({
			body: local,
			headers: { "If-Match": `"${data.version}"` },
			signal,
		});
		return changed.data;
	} catch {
		return data;
	}
}

export const PROFILE_KEY = ["profile"] as const;

export function useProfile() {
	return useQuery<Profile, Problem>({
		queryKey: PROFILE_KEY,
		queryFn: ({ signal }) => readProfile(signal),
		staleTime: 300_000,
	});
}

export function useTimeZone(): string {
	return useProfile().data?.time_zone ?? localZone();
}

/** As ISO 8601 counts: 1 is Monday. */
export function useWeekStart(): number {
	return useProfile().data?.week_start ?? localWeekStart();
}
