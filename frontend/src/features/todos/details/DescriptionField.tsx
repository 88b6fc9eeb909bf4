// The description as Markdown: written in one tab, read in the other.
import { useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useState } from "react";
import { SegmentedControl } from "@/ui/SegmentedControl.tsx";
import { TextArea } from "@/ui/TextArea.tsx";
import styles from "./DescriptionField.module.css";

const Markdown = lazy(async () => ({ default: (await import("@/ui/Markdown.tsx")).Markdown }));

const ROWS = 8;

type DescriptionFieldProps = {
	value: string;
	onChange: (value: string) => void;
	isDisabled: boolean;
	error?: string | undefined;
};

export function DescriptionField({ value, onChange, isDisabled, error }: DescriptionFieldProps) {
	const { t } = useLingui();
	const [tab, setTab] = useState<"write" | "read">(value === "" ? "write" : "read");
	const isWriting = tab === "write" || error !== undefined;
	return (
		<div className={styles.description}>
			<div className={styles.header}>
				<span className={styles.label} aria-hidden="true">
					{t`Description`}
				</span>
				<SegmentedControl
					label={t`Description`}
					value={isWriting ? "write" : "read"}
					segments={[
						{ value: "write", label: t`Write` },
						{ value: "read", label: t`Preview` },
					]}
					onChange={setTab}
				/>
			</div>
			{isWriting ? (
				<TextArea
					label={t`Description`}
					isLabelHidden
					rows={ROWS}
					value={value}
					onChange={onChange}
					isDisabled={isDisabled}
					error={error}
				/>
			) : (
				<div className={styles.read}>
					{value === "" ? (
						<p className={styles.empty}>{t`No description.`}</p>
					) : (
						<Suspense
							fallback={
								<p className={styles.source} dir="auto">
									{value}
								</p>
							}
						>
							<Markdown text={value} />
						</Suspense>
					)}
				</div>
			)}
		</div>
	);
}
