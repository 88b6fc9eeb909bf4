// What this browser remembers about its user's choices. Storage may be forbidden or full: then a choice lasts until reload.
export type Preference = "language" | "theme" | "session";

const key = (name: Preference) => `tasklight.${name}`;

export function readPreference(name: Preference): string | null {
	try {
		return localStorage.getItem(key(name));
	} catch {
		return null;
	}
}

export function writePreference(name: Preference, value: string | null): void {
	try {
		if (value === null) {
			localStorage.removeItem(key(name));
		} else {
			localStorage.setItem(key(name), value);
		}
	} catch {
		// Nothing is lost but the memory of a choice.
	}
}
