import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { runtimePaths } from '../../../sandbox/n8n/runtimePaths';

export type LedgerTable = 'record' | 'work' | 'review' | 'alert' | 'audit' | 'fact' | 'forecast';
/** A row as columns.ts names its columns; flags are 0 or 1, a priority is its place. */
export type LedgerRow = Record<string, unknown>;

/** A ledger's file, looked into beside the n8n that uses it. */
export class LedgerFile {
	private readonly child: ChildProcessWithoutNullStreams;
	private readonly lines: Interface;
	private last: Promise<unknown> = Promise.resolve();

	private constructor(readonly file: string) {
		this.child = spawn(runtimePaths().node, ['--no-warnings', join(__dirname, 'askLedger.mjs')]);
		this.lines = createInterface({ input: this.child.stdout });
	}

	/** @param folder of n8n; the ledger need not be there yet */
	static of(folder: string, ledger = 'default'): LedgerFile {
		return new LedgerFile(join(folder, '.n8n', 'storage', 'n8n-nodes-intercom-xero.syncLedger', `${ledger}.sqlite`));
	}

	static at(file: string): LedgerFile {
		return new LedgerFile(file);
	}

	async rows(table: LedgerTable): Promise<LedgerRow[]> {
		return await this.ask({ ask: 'rows', table });
	}

	/**
	 * Lets time go by for the ledger alone: everything in it lies so much further back. n8n and the vendors stay where they
	 * are, so nothing that is measured in seconds gets faster.
	 * @param ids records that age in Intercom, too
	 */
	async elapse(ms: number, ids: readonly string[] = []): Promise<void> {
		await this.ask({ ask: 'elapse', ms, ids });
	}

	close(): void {
		this.lines.close();
		this.child.kill();
	}

	/** One question after the other. */
	private async ask(question: object): Promise<LedgerRow[]> {
		const answer = this.last.then(async () => await this.answered(question));
		this.last = answer.catch(() => undefined);
		return await answer;
	}

	private async answered(question: object): Promise<LedgerRow[]> {
		const line = new Promise<string>((resolve) => this.lines.once('line', resolve));
		this.child.stdin.write(`${JSON.stringify({ ...question, file: this.file })}\n`);
		const { rows, fault } = JSON.parse(await line) as { rows?: LedgerRow[]; fault?: string };
		if (rows === undefined) throw new Error(fault);
		return rows;
	}
}
