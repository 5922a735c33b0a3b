/** Epoch ms of Xero's `/Date(1439434356790+0000)/`; the offset does not change the instant. 0 where unreadable. */
export function xeroTime(date: string | undefined): number {
	const match = /^\/Date\((-?\d+)/.exec(date ?? '');
	return match ? Number(match[1]) : 0;
}
