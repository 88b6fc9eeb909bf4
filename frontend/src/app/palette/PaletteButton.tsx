// Ctrl+K and a button open the palette, which is loaded then.
import { useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useState } from "react";
import { useShortcut } from "@/lib/shortcuts.ts";
import { Button } from "@/ui/Button.tsx";
import { Icon } from "@/ui/Icon.tsx";

const Palette = lazy(() => import("./Palette.tsx").then(({ Palette: component }) => ({ default: component })));

export function PaletteButton() {
	const { t } = useLingui();
	const [isOpen, setOpen] = useState(false);
	useShortcut({ code: "KeyK", ctrl: true, always: true }, () => setOpen((before) => !before));
	return (
		<>
			<Button look="icon" aria-label={t`Commands`} aria-keyshortcuts="Control+K" onPress={() => setOpen(true)}>
				<Icon name="commands" />
			</Button>
			<Suspense>{isOpen && <Palette onClose={() => setOpen(false)} />}</Suspense>
		</>
	);
}
