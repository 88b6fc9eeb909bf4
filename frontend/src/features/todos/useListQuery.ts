// What the page of a view asks for, by its address and by the day that it is in the profile's time zone.
import { useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTimeZone } from "@/api/useProfile.ts";
import { useToday } from "@/lib/useToday.ts";
import { type ListQuery, queryOf } from "./listQuery.ts";
import { readViewSearch, type View } from "./views.ts";

export function useListQuery(view: View): ListQuery {
	const search = useSearch({ strict: false });
	const zone = useTimeZone();
	const today = useToday(zone);
	return useMemo(() => queryOf(view, readViewSearch(search), today, zone), [view, search, today, zone]);
}
