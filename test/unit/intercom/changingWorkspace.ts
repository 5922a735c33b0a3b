import { dayStart } from '../../../sandbox/intercom/workspaceDay';
import { DEFAULT_BACKOFF } from '../../../lib/http/backoff';
import type { HttpRequest, HttpResponse } from '../../../lib/http/transport';
import type { IntercomConnection } from '../../../lib/intercom/api/request';
import { contactBody } from './scriptedIntercom';

/** One state of a contact; found by the search from `at + lag` on. */
export interface Version {
	id: string;
	/** Epoch seconds. */
	at: number;
	lag: number;
}

export interface ChangingWorkspace {
	timeZone: string;
	precision: 'day' | 'second';
	versions: readonly Version[];
	pageSize: number;
	/** How long a call takes, in seconds; contacts are edited meanwhile. */
	callSeconds: number;
	/** Epoch seconds; moves on with every call. */
	now: number;
}

interface SearchBody {
	query: { value: Array<{ field: string; operator: string; value: number }> };
	sort: unknown;
	pagination: { per_page: number; starting_after?: string };
}

/** An Intercom whose contacts change while they are searched, page by page, by keyset as the vendor's cursors show. */
export function changingWorkspace(workspace: ChangingWorkspace) {
	const bodies: SearchBody[] = [];
	const connection: IntercomConnection = {
		region: 'us',
		simulatorUrl: '',
		backoff: DEFAULT_BACKOFF,
		clock: { now: () => workspace.now * 1_000, random: () => 0, sleep: async () => undefined },
		transport: async (request) => {
			const answer = request.url.endsWith('/me') ? me(workspace) : search(workspace, bodyOf(request, bodies));
			workspace.now += workspace.callSeconds;
			return answer;
		},
	};
	return { connection, bodies };
}

function bodyOf(request: HttpRequest, bodies: SearchBody[]): SearchBody {
	bodies.push(request.body as SearchBody);
	return request.body as SearchBody;
}

function me({ timeZone, now }: ChangingWorkspace): HttpResponse {
	return answer({ app: { id_code: 'ws1', timezone: timeZone } }, { date: new Date(now * 1_000).toUTCString() });
}

function search(workspace: ChangingWorkspace, { query, pagination }: SearchBody): HttpResponse {
	const after = query.value[0]?.value ?? 0;
	const [afterAt, afterId] = pagination.starting_after ? (JSON.parse(pagination.starting_after) as [number, string]) : [-1, ''];
	const rest = findable(workspace)
		.filter(({ at }) => isAfter(at, after, workspace))
		.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
		.filter(({ at, id }) => at > afterAt || (at === afterAt && id > afterId));
	const page = rest.slice(0, workspace.pageSize);
	const last = page.at(-1);
	const next = last && rest.length > page.length ? { page: 2, starting_after: JSON.stringify([last.at, last.id]) } : undefined;
	return answer({ type: 'list', data: page.map(({ id, at }) => contactBody(id, { updated_at: at })), pages: { type: 'pages', ...(next && { next }) } });
}

/** The last state of each contact that the index has got. */
function findable({ versions, now }: ChangingWorkspace): Version[] {
	const known = new Map<string, Version>();
	for (const version of versions) {
		const before = known.get(version.id);
		if (version.at + version.lag <= now && (before === undefined || before.at <= version.at)) known.set(version.id, version);
	}
	return [...known.values()];
}

function isAfter(at: number, moment: number, { precision, timeZone }: ChangingWorkspace): boolean {
	return precision === 'second' ? at > moment : at * 1_000 >= dayStart(moment * 1_000, timeZone, 1);
}

function answer(body: unknown, headers: Record<string, string> = {}): HttpResponse {
	return { status: 200, headers, body };
}
