// A button that opens a panel beside itself: `panel` is a lazy component around Panel, loaded when it is first wanted.
import { type ReactNode, Suspense, useRef, useState } from "react";
import { Button, type ButtonProps } from "./Button.tsx";
import type { OpenPanel } from "./Panel.tsx";

type PanelButtonProps = Omit<ButtonProps, "onPress" | "aria-expanded"> & { panel: (opened: OpenPanel) => ReactNode };

export function PanelButton({ panel, ...props }: PanelButtonProps) {
	const [isOpen, setOpen] = useState(false);
	const button = useRef<HTMLButtonElement>(null);
	return (
		<>
			<Button {...props} ref={button} aria-expanded={isOpen} onPress={() => setOpen(true)} />
			<Suspense>{isOpen && panel({ button, onClose: () => setOpen(false) })}</Suspense>
		</>
	);
}
