// The app's mark and name.
import styles from "./Wordmark.module.css";

export function Wordmark() {
	return (
		<span className={styles.wordmark} dir="ltr">
			<svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
				<rect width="32" height="32" rx="8" fill="var(--mark, #0b6b53)" />
				<path
					d="M8.500 16.500l5 5 10-11"
					fill="none"
					stroke="#fff"
					strokeWidth="3"
					strokeLinecap="round"
					strokeLinejoin="round"
				/>
			</svg>
			Tasklight
		</span>
	);
}
