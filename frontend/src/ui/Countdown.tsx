// Minutes and seconds that are left until a moment. Only seen: read out every second it would be in the way.
import { useEffect, useState } from "react";
import { useLanguage } from "@/lib/i18n.ts";
import { localeOf } from "@/lib/languages.ts";

const secondsUntil = (at: number) => Math.max(0, Math.ceil((at - Date.now()) / 1000));

export function Countdown({ until, onEnd }: { until: number; onEnd?: () => void }) {
	const [seconds, setSeconds] = useState(() => secondsUntil(until));
	const digits = new Intl.NumberFormat(localeOf(useLanguage()), { minimumIntegerDigits: 2 });
	useEffect(() => {
		setSeconds(secondsUntil(until));
		const timer = setInterval(() => {
			setSeconds(secondsUntil(until));
			if (secondsUntil(until) === 0) {
				clearInterval(timer);
				onEnd?.();
			}
		}, 500);
		return () => clearInterval(timer);
	}, [until, onEnd]);
	return (
		<span aria-hidden="true">
			{digits.format(Math.floor(seconds / 60))}:{digits.format(seconds % 60)}
		</span>
	);
}
