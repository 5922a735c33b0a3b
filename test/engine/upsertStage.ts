import type { SandboxOptions } from '../../sandbox/sandbox';
import type { NodeResult } from './runWorkflow';
import { itemOf, openXero, type XeroSandbox } from './xeroSandbox';

export const JANE = { name: 'Jane Doe', email: 'jane@example.com', phone: '(02) 9374 4000' };

/** The sandbox of the test, from `open` on. */
export let xero: XeroSandbox;

export const open = async (options?: SandboxOptions, tenants?: 'first' | 'all') => (xero = await openXero(options, tenants));

/** Stops it after each test. */
export function closesXero(): void {
	afterEach(async () => await xero.sandbox.stop());
}

export const people = (count: number) => Array.from({ length: count }, (_, index) => itemOf({ name: `Person ${'abcdefghij'[index % 10]}`.repeat(1 + Math.floor(index / 10)), email: `p${index}@example.com` }));
export const json = ({ outputs }: NodeResult, output: number) => (outputs[output] ?? []).map((item) => item.json);
export const failed = (result: NodeResult) => json(result, 2);
