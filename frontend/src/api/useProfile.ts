// The profile of whoever is logged in: days are those of its time zone, weeks begin as it says. A profile that nobody
// has touched yet takes both from the browser.
import { i18n } from "@lingui/core";
import { type QueryClient, useQuery } from "@tanstack/react-query";
import { setWeekStart, WEEKDAYS, weekStartOf } from "@/lib/calendar.ts";
import { localZone } from "@/lib/dates.ts";
import { isLanguage } from "@/lib/languages.ts";
import { getProfile, patchProfile } from "./generated/sdk.gen.ts";
import type { Profile } from "./generated/types.gen.ts";
import type { Problem } from "./problem.ts";

const UNTOUCHED = 1;

/** What dates need of it is kept in this browser, where it is there before the profile is. */
export function taken(profile: Profile): Profile {
	const start = WEEKDAYS.find((day) => day === profile.week_start);
	if (start !== undefined) {
		setWeekStart(start);
	}
	return profile;
}

/** As the language has it, where nobody has chosen. */
function usualProfile() {
	return { time_zone: localZone(), week_start: weekStartOf(isLanguage(i18n.locale) ? i18n.locale : "en") };
}

async function readProfile(signal: AbortSignal): Promise<Profile> {
	const { data } = await getProfile({ signal });
	const local = usualProfile();
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
		// Somebody was faster, perhaps in another tab.
		return (await getProfile({ signal })).data;
	}
}

export const PROFILE_KEY = ["profile"] as const;

export function useProfile() {
	return useQuery<Profile, Problem>({
		queryKey: PROFILE_KEY,
		queryFn: async ({ signal }) => taken(await readProfile(signal)),
		staleTime: 300_000,
	});
}

export function useTimeZone(): string {
	return useProfile().data?.time_zone ?? localZone();
}

/** The name in the profile that has been read, if it has. */
export function knownUsername(client: QueryClient): string | undefined {
	return client.getQueryData<Profile>(PROFILE_KEY)?.username;
}
