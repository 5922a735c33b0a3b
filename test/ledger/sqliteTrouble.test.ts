import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NEWEST_VERSION } from '../../lib/ledger/store/sql/migrations';
import { openHandle } from '../../lib/ledger/store/sqlite/handle';
import { sqliteStore } from '../../lib/ledger/store/sqlite/store';
import { countOf, countUp, inserting, work } from './exampleRows';
import { describeOnOwnDisk } from './ownDisk';

let folder: string;
let path: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'ledger-'));
	path = join(folder, 'storage', 'ledger.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Each trouble names the file and what to do. */
const told = (trouble: string, nextStep: RegExp) => ({ name: 'LedgerProblem', trouble, message: expect.stringContaining('.sqlite'), nextStep: expect.stringMatching(nextStep) });

it('makes file and log for nobody else to read', async () => {
	const store = sqliteStore(path);
	expect(await store.open()).toMatchObject({ place: path, version: NEWEST_VERSION, versionBefore: 0 });
	await store.change(countUp);
	for (const file of [path, `${path}-wal`, `${path}-shm`]) expect([file, statSync(file).mode & 0o777]).toEqual([file, 0o600]);
	expect(statSync(join(folder, 'storage')).mode & 0o777).toBe(0o700);
	await store.close();
	expect(existsSync(`${path}-wal`)).toBe(false);
});

it('notices that its file was removed, writes nowhere, and starts anew when it is opened', async () => {
	const [store, other] = [sqliteStore(path), sqliteStore(path)];
	await Promise.all([store.open(), other.open()]);
	await store.change(countUp);
	rmSync(path);
	await expect(store.change(countUp)).rejects.toMatchObject(told('missing', /backup/));
	await expect(store.pulse()).rejects.toMatchObject(told('missing', /backup/));
	expect(existsSync(path)).toBe(false);
	expect(await other.open()).toMatchObject({ versionBefore: 0 });
	expect(await other.change(countUp)).toBe(1);
	await expect(store.change(countUp)).rejects.toMatchObject(told('missing', /backup/));
	expect(await store.open()).toMatchObject({ versionBefore: NEWEST_VERSION });
	expect(await store.change(countUp)).toBe(2);
	await Promise.all([store.close(), other.close()]);
});

it('keeps its lock on the file, however many nodes open the ledger: without it an older sqlite3 that looks into the file takes the log away as it closes', async () => {
	if (!existsSync('/proc/locks')) return console.warn('*** NOT CHECKED that the ledger keeps its lock: only Linux shows who holds one ***');
	const locks = () => readFileSync('/proc/locks', 'utf8').split('\n').filter((line) => line.includes(` ${process.pid} `) && line.includes(`:${statSync(path).ino} `)).length;
	const [store, other] = [sqliteStore(path), sqliteStore(path)];
	await store.open();
	await store.change(countUp);
	const before = locks();
	expect(before).toBeGreaterThan(0);
	await other.open();
	await other.check();
	await other.close();
	expect(locks()).toBe(before);
	await store.close();
});

it('notices a backup that was put in its place, and goes on with that once it is opened', async () => {
	const store = sqliteStore(path);
	await store.open();
	await store.change(countUp);
	await store.close();
	copyFileSync(path, `${path}.backup`);
	await store.open();
	await store.change(countUp);
	renameSync(`${path}.backup`, path);
	for (const end of ['-wal', '-shm']) rmSync(path + end);
	await expect(store.change(countUp)).rejects.toMatchObject(told('missing', /backup/));
	await store.open();
	expect(await store.change(countOf)).toBe(1);
	await store.close();
});

it.each([
	['half of it', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 8_192) * 4_096)],
	['nothing of it', (file: string) => truncateSync(file, 0)],
])('says that the file is damaged when %s is left, while it is open', async (_, damage) => {
	const store = sqliteStore(path);
	await store.open();
	await store.change(countUp);
	damage(path);
	await expect(store.change(countUp)).rejects.toMatchObject(told('damaged', /backup/));
	await store.close();
});

it.each([
	['a text', () => writeFileSync(path, 'no ledger at all, but a text that somebody saved there. '.repeat(99))],
	['half a ledger', () => truncateSync(path, 4_096)],
])('says that the file is damaged when it opens %s', async (_, damage) => {
	const store = sqliteStore(path);
	await store.open();
	await store.change(countUp);
	await store.close();
	damage();
	const attempt = async () => {
		await store.open();
		await store.change(countUp);
	};
	await expect(attempt()).rejects.toMatchObject(told('damaged', /backup/));
	const lines = await store.check();
	expect(lines.filter(({ ok }) => !ok).map(({ what }) => what)).toEqual(['integrity']);
	await store.close();
});

it('refuses a database of something else', async () => {
	mkdirSync(join(folder, 'storage'));
	const handle = await openHandle(path);
	handle.run('create table work (id text)', []);
	handle.close();
	await expect(sqliteStore(path).open()).rejects.toMatchObject(told('damaged', /another ledger/));
});

it('says where a folder is in the way', async () => {
	mkdirSync(path, { recursive: true });
	await expect(sqliteStore(path).open()).rejects.toMatchObject(told('notWritable', /out of the way/));
	writeFileSync(join(folder, 'file'), '');
	await expect(sqliteStore(join(folder, 'file', 'ledger.sqlite')).open()).rejects.toMatchObject(told('notWritable', /out of the way/));
});

it('says so where no folder can be made, and comes back', async () => {
	await expect(sqliteStore('/proc/nowhere/below/ledger.sqlite').open()).rejects.toMatchObject(told('notWritable', /another path|be written|write the folder/));
});

it('waits for another program that writes, then says that it is busy', async () => {
	const store = sqliteStore(path);
	await store.open();
	const other = await openHandle(path);
	other.run('begin immediate', []);
	await expect(store.change(countUp)).rejects.toMatchObject(told('busy', /tried again/));
	other.run('rollback', []);
	expect(await store.change(countUp)).toBe(1);
	other.close();
	await store.close();
});

describeOnOwnDisk('on a disk of its own', () => {
	beforeEach(() => {
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
	});
	afterEach(() => {
		execFileSync('umount', [folder]);
	});

	it('says that the disk is full, keeps all that it promised, and goes on once there is room', async () => {
		const store = sqliteStore(path);
		await store.open();
		writeFileSync(join(folder, 'ballast'), Buffer.alloc(200_000));
		let kept = 0;
		const fill = async () => {
			for (;; kept++) await store.change(inserting({ ...work({ kind: 'contact', id: String(kept) }, kept), message: 'x'.repeat(2_000) }));
		};
		await expect(fill()).rejects.toMatchObject(told('diskFull', /Make room/));
		expect(kept).toBeGreaterThan(10);
		expect((await store.counts(0)).work.waiting).toBe(kept);
		expect((await store.check()).filter(({ ok }) => !ok).length).toBeGreaterThan(0);
		rmSync(join(folder, 'ballast'));
		expect(await store.change(countUp)).toBe(1);
		expect((await store.counts(0)).work.waiting).toBe(kept);
		await store.close();
	});

	it('says that it may not write', async () => {
		const store = sqliteStore(path);
		await store.open();
		await store.change(countUp);
		await store.close();
		execFileSync('mount', ['-o', 'remount,ro', folder]);
		await expect(store.open()).rejects.toMatchObject(told('notWritable', /read-only/));
		expect(await store.check()).toMatchObject([{ what: 'write', ok: false }]);
		execFileSync('mount', ['-o', 'remount,rw', folder]);
		await store.open();
		expect(await store.change(countOf)).toBe(1);
		await store.close();
	});
});
