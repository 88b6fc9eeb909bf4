// The frame of the app for somebody logged in: the views at the side, the account at the top, the page, the toasts, and
// the login over all of it when the session was revoked.
import { useLingui } from "@lingui/react/macro";
import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useIsRevoked, useSession } from "@/api/useSession.ts";
import { useOutbox } from "@/features/todos/outbox/useOutbox.ts";
import { useUndoing } from "@/features/todos/undo/useUndoing.ts";
import { Button } from "@/ui/Button.tsx";
import { Icon } from "@/ui/Icon.tsx";
import { ToastRegion } from "@/ui/ToastRegion.tsx";
import { Wordmark } from "@/ui/Wordmark.tsx";
import { PaletteButton } from "../palette/PaletteButton.tsx";
import { useAppCommands } from "../palette/useAppCommands.ts";
import { AccountMenu } from "./AccountMenu.tsx";
import styles from "./Shell.module.css";
import { Sidebar } from "./Sidebar.tsx";
import { useUpdateOffer } from "./useUpdateOffer.ts";

const LoginAgain = lazy(async () => {
	const { LoginAgain: component } = await import("@/features/account/again/LoginAgain.tsx");
	return { default: component };
});

export function Shell() {
	const { t } = useLingui();
	const navigate = useNavigate();
	const isLoggedIn = useSession();
	const isRevoked = useIsRevoked();
	const [isSidebarOpen, setSidebarOpen] = useState(false);
	useOutbox();
	useUndoing();
	useAppCommands();
	useUpdateOffer();

	useEffect(() => {
		if (!isLoggedIn) {
			void navigate({ to: "/login", replace: true });
		}
	}, [isLoggedIn, navigate]);

	return (
		<div className={styles.shell} data-sidebar={isSidebarOpen ? "open" : undefined}>
			<a href="#content" className={styles.skip}>{t`Skip to the content`}</a>
			<header className={styles.header}>
				<div className={styles.toggle}>
					<Button
						look="icon"
						aria-label={t`Views`}
						aria-expanded={isSidebarOpen}
						onPress={() => setSidebarOpen((open) => !open)}
					>
						<Icon name="menu" />
					</Button>
				</div>
				<Wordmark />
				<div className={styles.tools}>
					<PaletteButton />
					<AccountMenu />
				</div>
			</header>
			<Sidebar onChoose={() => setSidebarOpen(false)} />
			<main id="content" tabIndex={-1} className={styles.content}>
				<Outlet />
			</main>
			<ToastRegion />
			{isRevoked && (
				<Suspense>
					<LoginAgain />
				</Suspense>
			)}
		</div>
	);
}
