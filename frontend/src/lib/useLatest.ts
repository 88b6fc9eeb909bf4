// A reference that always has the value of the last render, for functions that outlive a render.
import { type RefObject, useEffect, useRef } from "react";

export function useLatest<Value>(value: Value): RefObject<Value> {
	const latest = useRef(value);
	useEffect(() => {
		latest.current = value;
	});
	return latest;
}
