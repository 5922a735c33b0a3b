/** The anchor that GitHub gives a heading. Pure. */
export function anchorOf(heading: string): string {
	const plain = heading.trim().replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
	return plain.toLowerCase().replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replaceAll(' ', '-');
}
