// Shows the queue of toasts at the bottom of the page, as a landmark that F6 reaches.
import { useLingui } from "@lingui/react/macro";
import { Text } from "react-aria-components/Text";
import {
	UNSTABLE_ToastRegion as AriaToastRegion,
	UNSTABLE_Toast as Toast,
	UNSTABLE_ToastContent as ToastContent,
} from "react-aria-components/Toast";
import { Button } from "./Button.tsx";
import { Icon } from "./Icon.tsx";
import styles from "./ToastRegion.module.css";
import { toastQueue } from "./toasts.ts";

export function ToastRegion() {
	const { t } = useLingui();
	return (
		<AriaToastRegion queue={toastQueue} aria-label={t`Notifications`} className={styles.region}>
			{({ toast }) => (
				<Toast toast={toast} className={styles.toast}>
					<ToastContent className={styles.content}>
						<Text slot="title">{toast.content.message}</Text>
					</ToastContent>
					{toast.content.action !== undefined && (
						<Button
							look="quiet"
							onPress={() => {
								toast.content.action?.run();
								toastQueue.close(toast.key);
							}}
						>
							{toast.content.action.label}
						</Button>
					)}
					<Button look="icon" slot="close" aria-label={t`Close notification`}>
						<Icon name="close" size={16} />
					</Button>
				</Toast>
			)}
		</AriaToastRegion>
	);
}
