// Above a list: the line to search in it, and behind a button how to filter and sort it.
import { useLingui } from "@lingui/react/macro";
import { lazy } from "react";
import { Icon } from "@/ui/Icon.tsx";
import { PanelButton } from "@/ui/PanelButton.tsx";
import { SearchField } from "@/ui/SearchField.tsx";
import type { View, ViewSearch } from "../views.ts";
import styles from "./ListTools.module.css";

const FilterPanel = lazy(async () => ({ default: (await import("./FilterPanel.tsx")).FilterPanel }));

const SEARCH_MAX = 255;

type ListToolsProps = {
	view: View;
	search: ViewSearch;
	onChange: (change: ViewSearch, options?: { replace: boolean }) => void;
};

export function ListTools({ view, search, onChange }: ListToolsProps) {
	const { t } = useLingui();
	const { status, priority, due, sort } = search;
	const isSet = [status, priority, due, sort].some((value) => value !== undefined);
	return (
		<search className={styles.tools}>
			<SearchField
				label={t`Search`}
				value={search.q ?? ""}
				maxLength={SEARCH_MAX}
				onSearch={(q) => onChange({ q: q === "" ? undefined : q }, { replace: true })}
			/>
			<PanelButton
				look="quiet"
				panel={(opened) => (
					<FilterPanel
						view={view}
						search={search}
						onChange={(change) => onChange(change, { replace: true })}
						{...opened}
					/>
				)}
			>
				<Icon name="filter" size={18} />
				{t`Filter and sort`}
				{isSet && <span className={styles.set} role="img" aria-label={t`In use`} />}
			</PanelButton>
		</search>
	);
}
