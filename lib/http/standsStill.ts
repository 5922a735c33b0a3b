import type { Failure } from './failure';

/**
 * Whether whatever is asked next could only meet the same: stopped, refused, or a wait longer than an execution may take. Pure.
 * @param now epoch ms
 */
export function standsStill({ class: kind, reason, retryAt }: Failure, now: number): boolean {
	return kind === 'auth' || reason === 'stopped' || (kind === 'quota' && retryAt !== undefined && retryAt > now);
}
