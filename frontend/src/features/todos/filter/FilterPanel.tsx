// How a list is filtered and sorted: each choice holds at once and stands in the address.
import { useLingui } from "@lingui/react/macro";
import { Button } from "@/ui/Button.tsx";
import { type OpenPanel, Panel } from "@/ui/Panel.tsx";
import { type Segment, SegmentedControl } from "@/ui/SegmentedControl.tsx";
import { PRIORITIES, usePriorityText } from "../usePriorityText.ts";
import { DUE_FILTERS, SORTS, STATUSES, type View, type ViewSearch } from "../views.ts";
import styles from "./ListTools.module.css";
import { useFilterText } from "./useFilterText.ts";

const ANY = "any";

/** In which order a view stands when nothing else is chosen. */
const OWN_SORT = { inbox: "position", today: "due", upcoming: "due", completed: "updated", trash: "updated" } as const;

type ChoiceProps<V extends string> = {
	label: string;
	value: V;
	segments: readonly Segment<V>[];
	onChange: (value: V) => void;
};

function Choice<V extends string>(props: ChoiceProps<V>) {
	return (
		<div className={styles.choice}>
			<span aria-hidden="true" className={styles.name}>
				{props.label}
			</span>
			<SegmentedControl {...props} />
		</div>
	);
}

type FilterPanelProps = OpenPanel & { view: View; search: ViewSearch; onChange: (change: ViewSearch) => void };

export function FilterPanel({ view, search, onChange, ...opened }: FilterPanelProps) {
	const { t } = useLingui();
	const { statusText, dueText, sortText } = useFilterText();
	const priorityText = usePriorityText();
	const any = { value: ANY, label: t`Any` } as const;
	const own = OWN_SORT[view];

	return (
		<Panel label={t`Filter and sort`} {...opened}>
			{view === "inbox" && (
				<Choice
					label={t`Show`}
					value={search.status ?? "open"}
					segments={STATUSES.map((value) => ({ value, label: statusText[value] }))}
					onChange={(status) => onChange({ status: status === "open" ? undefined : status })}
				/>
			)}
			<Choice
				label={t`Priority`}
				value={search.priority === undefined ? ANY : String(search.priority)}
				segments={[any, ...PRIORITIES.map((value) => ({ value: String(value), label: priorityText(value) }))]}
				onChange={(value) => onChange({ priority: value === ANY ? undefined : Number(value) })}
			/>
			{(view === "inbox" || view === "completed") && (
				<Choice
					label={t`Due`}
					value={search.due ?? ANY}
					segments={[any, ...DUE_FILTERS.map((value) => ({ value, label: dueText[value] }))]}
					onChange={(value) => onChange({ due: value === ANY ? undefined : value })}
				/>
			)}
			{view !== "upcoming" && (
				<Choice
					label={t`Sort by`}
					value={search.sort ?? own}
					segments={SORTS.map((value) => ({ value, label: sortText[value] }))}
					onChange={(sort) => onChange({ sort: sort === own ? undefined : sort })}
				/>
			)}
			<div className={styles.reset}>
				<Button
					look="quiet"
					onPress={() => onChange({ status: undefined, priority: undefined, due: undefined, sort: undefined })}
				>
					{t`Reset`}
				</Button>
			</div>
		</Panel>
	);
}
