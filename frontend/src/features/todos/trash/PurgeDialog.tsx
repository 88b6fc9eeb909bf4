// Asks before something is removed for good; Enter and Esc both leave everything as it is.
import { useLingui } from "@lingui/react/macro";
import { useProblemText } from "@/api/useProblemText.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import { Dialog } from "@/ui/Dialog.tsx";
import { addToast } from "@/ui/toasts.ts";
import { type Purged, usePurge } from "./usePurge.ts";

export function PurgeDialog({ purged, onClose }: { purged: Purged; onClose: () => void }) {
	const { t } = useLingui();
	const problemText = useProblemText();
	const { mutate, error, isPending } = usePurge();
	const isAll = purged === "all";
	const purge = () =>
		mutate(purged, {
			onSuccess: () => {
				addToast({ message: isAll ? t`The trash is empty now.` : t`Deleted for good: ${purged.title}` });
				onClose();
			},
		});

	return (
		<Dialog
			role="alertdialog"
			title={isAll ? t`Empty the trash?` : t`Delete “${purged.title}” for good?`}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button autoFocus onPress={onClose}>{t`Cancel`}</Button>
					<Button look="danger" isPending={isPending} onPress={purge}>
						{isAll ? t`Empty the trash` : t`Delete for good`}
					</Button>
				</>
			}
		>
			{error !== null && <Banner>{problemText(error)}</Banner>}
			<p>
				{isAll
					? t`All todos in the trash are removed with their history. This cannot be undone.`
					: t`It is removed with its history. This cannot be undone.`}
			</p>
		</Dialog>
	);
}
