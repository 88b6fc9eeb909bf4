// The page of what belongs to the user: taking it along, and deleting all of it.
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useProblemText } from "@/api/useProblemText.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import { PageTitle } from "@/ui/PageTitle.tsx";
import { DeletionDialog } from "./DeletionDialog.tsx";
import styles from "./Section.module.css";
import { Section } from "./Section.tsx";
import { useExport } from "./useExport.ts";

export function DataPage() {
	const { t } = useLingui();
	const problemText = useProblemText();
	const { mutate, error, isPending } = useExport();
	const [isDeleting, setDeleting] = useState(false);

	return (
		<>
			<PageTitle>{t`Your data`}</PageTitle>
			<Section title={t`Export`} detail={t`All your todos, those in the trash too, and your profile as one JSON file.`}>
				{error !== null && <Banner>{problemText(error)}</Banner>}
				<div className={styles.actions}>
					<Button isPending={isPending} onPress={() => mutate()}>
						{t`Download my data`}
					</Button>
				</div>
			</Section>
			<Section title={t`Delete the account`} detail={t`It cannot be undone, and nobody can bring anything of it back.`}>
				<ul className={styles.points}>
					<li>{t`Every todo goes, with its history and what is in the trash.`}</li>
					<li>{t`Every login and every API token ends at once.`}</li>
					<li>{t`This browser forgets everything of the account.`}</li>
					<li>{t`Your username is free again: you, or somebody else, may register it.`}</li>
					<li>{t`You get a receipt that tells when all of it is gone.`}</li>
				</ul>
				<div className={styles.actions}>
					<Button look="danger" onPress={() => setDeleting(true)}>
						{t`Delete the account…`}
					</Button>
				</div>
			</Section>
			<DeletionDialog
				isOpen={isDeleting}
				onClose={() => setDeleting(false)}
				isExporting={isPending}
				onExport={() => mutate()}
			/>
		</>
	);
}
