// What a new API token is for: its name, what it may do, and how long.
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { ApiTokenFields } from "@/api/generated/types.gen.ts";
import type { Problem } from "@/api/problem.ts";
import { useProblemText } from "@/api/useProblemText.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import { SegmentedControl } from "@/ui/SegmentedControl.tsx";
import { Select } from "@/ui/Select.tsx";
import { TextField } from "@/ui/TextField.tsx";
import { useFormErrors } from "../useFormErrors.ts";
import styles from "./Section.module.css";

const LIVES = [7, 30, 90, 365] as const;
const USUAL_LIFE = 90;

type TokenFormProps = {
	error: Problem | null;
	isPending: boolean;
	onCreate: (fields: ApiTokenFields, options: { onSuccess: () => void }) => void;
};

export function TokenForm({ error, isPending, onCreate }: TokenFormProps) {
	const { t } = useLingui();
	const problemText = useProblemText();
	const { form, read, errorOf, clear } = useFormErrors(error);
	const [scope, setScope] = useState<"read" | "write">("read");

	return (
		<form
			ref={form}
			noValidate
			className={styles.form}
			onSubmit={(event) => {
				const target = event.currentTarget;
				const data = read(event, ["name"]);
				if (data !== null && !isPending) {
					onCreate(
						{
							name: String(data.get("name")).trim(),
							scopes: scope === "write" ? ["read", "write"] : ["read"],
							expires_in_days: Number(data.get("life")),
						},
						{ onSuccess: () => target.reset() },
					);
				}
			}}
		>
			{error !== null && error.fields.length === 0 && (
				<Banner>{error.status === 409 ? t`You have as many tokens as this server allows.` : problemText(error)}</Banner>
			)}
			<div className={styles.wide}>
				<TextField
					name="name"
					label={t`What it is for`}
					maxLength={100}
					autoComplete="off"
					error={errorOf("name")}
					onChange={() => clear("name")}
				/>
			</div>
			<div className={styles.labelled}>
				<span aria-hidden="true">{t`What it may do`}</span>
				<SegmentedControl
					label={t`What it may do`}
					value={scope}
					segments={[
						{ value: "read", label: t`Read` },
						{ value: "write", label: t`Read and write` },
					]}
					onChange={setScope}
				/>
			</div>
			<Select
				name="life"
				label={t`It is good for`}
				defaultValue={String(USUAL_LIFE)}
				options={LIVES.map((days) => ({
					value: String(days),
					label: t`${plural(days, { one: "# day", other: "# days" })}`,
				}))}
			/>
			<Button type="submit" look="primary" isPending={isPending}>
				{t`Create token`}
			</Button>
		</form>
	);
}
