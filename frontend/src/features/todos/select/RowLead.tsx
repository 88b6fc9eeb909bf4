// What stands before a row: the handle to drag it by, and the box that selects it. Both wait for the pointer or the focus.
import { useLingui } from "@lingui/react/macro";
import { Button } from "react-aria-components/Button";
import { Checkbox } from "@/ui/Checkbox.tsx";
import { Icon } from "@/ui/Icon.tsx";
import { useListShared } from "../list/ListContext.ts";
import styles from "./RowLead.module.css";

export function RowLead() {
	const { t } = useLingui();
	const { isOrdered, isSelecting } = useListShared();
	return (
		<div className={styles.lead} data-selecting={isSelecting || undefined}>
			{isOrdered && (
				<Button slot="drag" aria-label={t`Drag`} className={styles.handle}>
					<Icon name="grip" size={16} />
				</Button>
			)}
			<Checkbox slot="selection" label={t`Select`} shape="square" />
		</div>
	);
}
