// Every way in which a request can fail, as one type: the server's RFC 9457 problems, no answer at all, no answer in time.
export type FieldError = { field: string; code: string };

/** `kind` is the problem's name at /docs/problems, or "network", "timeout", or "unexpected". */
export class Problem extends Error {
	override readonly name = "Problem";
	readonly kind: string;
	readonly status: number;
	readonly fields: readonly FieldError[];
	/** Seconds until it makes sense to try again. */
	readonly retryAfter: number | null;
	readonly requestId: string | null;
	/** The thing as it is on the server, when the problem says so (412). */
	readonly current: unknown;

	constructor(kind: string, details: Partial<Omit<Problem, "kind" | "name">> = {}) {
		super(details.message ?? kind);
		this.kind = kind;
		this.status = details.status ?? 0;
		this.fields = details.fields ?? [];
		this.retryAfter = details.retryAfter ?? null;
		this.requestId = details.requestId ?? null;
		this.current = details.current;
	}

	/** Trying the same request again may succeed: nothing is wrong with it. */
	get passing(): boolean {
		return this.status === 0 || this.status === 429 || this.status >= 500;
	}
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null;
}

function fieldErrors(value: unknown): FieldError[] {
	return (Array.isArray(value) ? value : []).flatMap((entry: unknown) =>
		isRecord(entry) && typeof entry.field === "string" && typeof entry.code === "string"
			? [{ field: entry.field, code: entry.code }]
			: [],
	);
}

/** Reads the problem out of an answer whose status says that there is one. */
export async function problemOf(response: Response): Promise<Problem> {
	const body: unknown = await response.json().catch(() => null);
	const members = isRecord(body) ? body : {};
	const type = typeof members.type === "string" ? members.type : "";
	const retryAfter = Number(response.headers.get("Retry-After") ?? Number.NaN);
	return new Problem(type.split("#")[1] ?? "unexpected", {
		message: typeof members.detail === "string" ? members.detail : response.statusText,
		status: response.status,
		fields: fieldErrors(members.errors),
		retryAfter: Number.isFinite(retryAfter) ? retryAfter : null,
		requestId: response.headers.get("X-Request-Id"),
		current: members.current,
	});
}

export function asProblem(error: unknown): Problem {
	if (error instanceof Problem) {
		return error;
	}
	if (error instanceof DOMException && error.name === "TimeoutError") {
		return new Problem("timeout");
	}
	return new Problem(error instanceof TypeError ? "network" : "unexpected", { message: String(error) });
}
