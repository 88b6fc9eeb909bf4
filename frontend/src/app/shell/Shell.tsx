// The frame of the app for somebody logged in: the views at the side, the account at the top, the page, the toasts, and
// the login over all of it when the session was revoked.
import { useLingui } from "@lingui/react/macro";
import { Outlet, useNavigate, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { wasOpen } from "@/api/session.ts";
import { useProfile } from "@/api/useProfile.ts";
import { useIsRevoked, useSession } from "@/api/useSession.ts";
import { useOutbox } from "@/features/todos/outbox/useOutbox.ts";
import { useUndoing } from "@/features/todos/undo/useUndoing.ts";
import { Button } from "@/ui/Button.tsx";
import { Icon } from "@/ui/Icon.tsx";
import { PanelButton } from "@/ui/PanelButton.tsx";
import { Wordmark } from "@/ui/Wordmark.tsx";
import { PaletteButton } from "../palette/PaletteButton.tsx";
import { useAppCommands } from "../palette/useAppCommands.ts";
import styles from "./Shell.module.css";
import { Sidebar } from "./Sidebar.tsx";
import { keepStored } from "./storedQueries.ts";
import { useUpdateOffer } from "./useUpdateOffer.ts";

const AccountPanel = lazy(async () => ({ default: (await import("./AccountPanel.tsx")).AccountPanel }));

const LoginAgain = lazy(async () => ({
	default: (await import("@/features/account/again/LoginAgain.tsx")).LoginAgain,
}));

// Nothing is said before the page is there.
const ToastRegion = lazy(async () => ({ default: (await import("@/ui/ToastRegion.tsx")).ToastRegion }));

export function Shell() {
	const { t } = useLingui();
	const navigate = useNavigate();
	const router = useRouter();
	const isLoggedIn = useSession();
	const isRevoked = useIsRevoked();
	const [isSidebarOpen, setSidebarOpen] = useState(false);
	// Every page writes dates as it says.
	useProfile();
	useOutbox();
	useUndoing();
	useAppCommands();
	useUpdateOffer();

	useEffect(keepStored, []);
	useEffect(() => {
		if (!isLoggedIn) {
			// Whoever had only seemed to be logged in comes back to this page.
			const search = wasOpen() ? {} : { next: router.latestLocation.href };
			void navigate({ to: "/login", search, replace: true });
		}
	}, [isLoggedIn, navigate, router]);

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
					<PanelButton look="icon" aria-label={t`Account`} panel={(opened) => <AccountPanel {...opened} />}>
						<Icon name="person" />
					</PanelButton>
				</div>
			</header>
			<Sidebar onChoose={() => setSidebarOpen(false)} />
			<main id="content" tabIndex={-1} className={styles.content}>
				<Outlet />
			</main>
			<Suspense>
				<ToastRegion />
			</Suspense>
			<Suspense>{isRevoked && <LoginAgain />}</Suspense>
		</div>
	);
}
