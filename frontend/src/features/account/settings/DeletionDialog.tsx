// Asks for the password before the account is deleted, and offers the export once more.
import { useLingui } from "@lingui/react/macro";
import { useId } from "react";
import { useProblemText } from "@/api/useProblemText.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import { Dialog } from "@/ui/Dialog.tsx";
import { TextField } from "@/ui/TextField.tsx";
import { useFormErrors } from "../useFormErrors.ts";
import styles from "./Section.module.css";
import { useDeleteAccount } from "./useDeleteAccount.ts";

type DeletionDialogProps = { isOpen: boolean; onClose: () => void; isExporting: boolean; onExport: () => void };

export function DeletionDialog({ isOpen, onClose, isExporting, onExport }: DeletionDialogProps) {
	const { t } = useLingui();
	const id = useId();
	const problemText = useProblemText();
	const { mutate, error, isPending, reset } = useDeleteAccount();
	const { form, read, errorOf, clear } = useFormErrors(error);
	const close = () => {
		reset();
		onClose();
	};

	return (
		<Dialog
			role="alertdialog"
			title={t`Delete the account for good?`}
			isOpen={isOpen}
			onClose={close}
			actions={
				<>
					<Button isPending={isExporting} onPress={onExport}>
						{t`Download my data first`}
					</Button>
					<Button autoFocus onPress={close}>
						{t`Cancel`}
					</Button>
					<Button look="danger" type="submit" form={id} isPending={isPending}>
						{t`Delete the account`}
					</Button>
				</>
			}
		>
			<p>{t`All your todos, logins and tokens go now and for ever.`}</p>
			<form
				id={id}
				ref={form}
				noValidate
				className={styles.form}
				onSubmit={(event) => {
					const data = read(event, ["password"]);
					if (data !== null && !isPending) {
						mutate(String(data.get("password")));
					}
				}}
			>
				{error !== null && error.fields.length === 0 && (
					<Banner>{error.status === 403 ? t`The password is wrong.` : problemText(error)}</Banner>
				)}
				<div className={styles.wide}>
					<TextField
						name="password"
						type="password"
						label={t`Your password`}
						autoComplete="current-password"
						error={errorOf("password")}
						onChange={() => clear("password")}
					/>
				</div>
			</form>
		</Dialog>
	);
}
