// The day that it is in a time zone, as YYYY-MM-DD; a page that stays open turns over at midnight.
import { useEffect, useState } from "react";
import { todayIn } from "./dates.ts";

const CHECK_MS = 30_000;

export function useToday(zone: string): string {
	const [, setTick] = useState("");
	useEffect(() => {
		const timer = setInterval(() => setTick(todayIn(zone)), CHECK_MS);
		return () => clearInterval(timer);
	}, [zone]);
	return todayIn(zone);
}
