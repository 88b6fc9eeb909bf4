// The icons, drawn as strokes in the text's colour. They say nothing to a screen reader: the control around them does.
const PATHS = {
	inbox:
		"M4 13h4l1.5 2.5h5L16 13h4M4 13v5a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-5M4 13l2.5-7.5A2 2 0 0 1 8.4 4h7.2a2 2 0 0 1 1.9 1.5L20 13",
	today:
		"M12 3v2m0 14v2M3 12h2m14 0h2M5.6 5.6 7 7m10 10 1.4 1.4m0-12.8L17 7M7 17l-1.4 1.4M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8",
	upcoming: "M5 5h14a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1M4 10h16M8 3v4m8-4v4",
	completed: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M8.5 12.2l2.5 2.5 4.7-5",
	trash: "M4 7h16M9 7V5a1 1 0 0 1 1-1h4a1 1 0 0 1 1 1v2M6.5 7l.8 12a1 1 0 0 0 1 1h7.4a1 1 0 0 0 1-1l.8-12",
	plus: "M12 5v14M5 12h14",
	close: "m6 6 12 12M18 6 6 18",
	menu: "M4 7h16M4 12h16M4 17h16",
	person: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8M5 20c.6-3.4 3.4-5 7-5s6.400 1.600 7 5",
	check: "m5 12.500 4.500 4.500L19 7.500",
	warning: "M12 4 3 19.500h18zM12 10v4.500m0 2.200v.1",
	search: "M11 5a6 6 0 1 1 0 12 6 6 0 0 1 0-12m4.500 10.500L20 20",
	filter: "M4 7h16M7 12h10m-7 5h4",
	previous: "m14.500 6-6 6 6 6",
	more: "M5 12h.01M12 12h.01M19 12h.01",
	grip: "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
	restore: "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
	flag: "M6 21V4h11l-2 4 2 4H6",
	commands: "M4 6h16M4 12h10M4 18h7m5-2 2 2 4-4",
	next: "m9.500 6 6 6-6 6",
	calendar: "M5 5h14a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1M4 10h16",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
	return (
		<svg
			width={size}
			height={size}
			viewBox="0 0 24 24"
			fill="none"
			stroke="currentColor"
			strokeWidth="1.8"
			strokeLinecap="round"
			strokeLinejoin="round"
			aria-hidden="true"
			focusable="false"
		>
			<path d={PATHS[name]} />
		</svg>
	);
}
