// The page of the API tokens: a new one, which is shown once, and those that there are.
import { useLingui } from "@lingui/react/macro";
import { PageTitle } from "@/ui/PageTitle.tsx";
import { NewTokenDialog } from "./NewTokenDialog.tsx";
import { Section } from "./Section.tsx";
import { TokenForm } from "./TokenForm.tsx";
import { TokenList } from "./TokenList.tsx";
import { useCreateToken } from "./useTokens.ts";

export function TokensPage() {
	const { t } = useLingui();
	const { mutate, data: made, error, isPending, reset } = useCreateToken();
	return (
		<>
			<PageTitle>{t`API tokens`}</PageTitle>
			<Section
				title={t`A new token`}
				detail={t`With it a script reads or writes your todos, as the API describes at /docs.`}
			>
				<TokenForm error={error} isPending={isPending} onCreate={mutate} />
			</Section>
			<Section title={t`Your tokens`}>
				<TokenList />
			</Section>
			<NewTokenDialog token={made?.token} onClose={reset} />
		</>
	);
}
