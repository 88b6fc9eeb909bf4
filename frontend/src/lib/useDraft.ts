// A text that is being written, as useState holds it, but kept over a reload of this tab: until it is emptied, or the
// session ends.
import { useEffect, useState } from "react";

const key = (name: string) => `tasklight.draft.${name}`;

function kept(name: string): string {
	try {
		return sessionStorage.getItem(key(name)) ?? "";
	} catch {
		return "";
	}
}

export function useDraft(name: string): [string, (text: string | ((before: string) => string)) => void] {
	const [text, setText] = useState(() => kept(name));
	useEffect(() => {
		try {
			if (text === "") {
				sessionStorage.removeItem(key(name));
			} else {
				sessionStorage.setItem(key(name), text);
			}
		} catch {
			// The text lasts as long as the page.
		}
	}, [name, text]);
	return [text, setText];
}
