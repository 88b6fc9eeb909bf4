// The views of the list, each a link; the current one is marked.
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useViewText } from "@/features/todos/useViewText.ts";
import { VIEWS, type View } from "@/features/todos/views.ts";
import { Icon } from "@/ui/Icon.tsx";
import { Wordmark } from "@/ui/Wordmark.tsx";
import styles from "./Sidebar.module.css";

function ViewLink({ view, onChoose }: { view: View; onChoose: () => void }) {
	const { title } = useViewText(view);
	return (
		<li>
			<Link to={`/${view}`} onClick={onChoose} className={styles.link}>
				<Icon name={view} />
				{title}
			</Link>
		</li>
	);
}

export function Sidebar({ onChoose }: { onChoose: () => void }) {
	const { t } = useLingui();
	return (
		<nav aria-label={t`Views`} className={styles.sidebar}>
			<div className={styles.brand}>
				<Wordmark />
			</div>
			<ul className={styles.views}>
				{VIEWS.map((view) => (
					<ViewLink key={view} view={view} onChoose={onChoose} />
				))}
			</ul>
		</nav>
	);
}
