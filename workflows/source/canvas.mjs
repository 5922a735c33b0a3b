const OURS = ['intercomTrigger', 'intercomContacts', 'intercomToXeroMapper', 'xeroContactUpsert'];

/** The newest version of each node type in n8n 2.41.1; a test looks them up in n8n itself. */
const VERSIONS = {
	aggregate: 1, dataTable: 1.1, emailSend: 2.1, errorTrigger: 1, executeWorkflow: 1.4, executeWorkflowTrigger: 1.2, filter: 2.3, httpRequest: 4.5, if: 2.3,
	limit: 1, manualTrigger: 1, merge: 3.2, noOp: 1, removeDuplicates: 2, scheduleTrigger: 1.4, set: 3.5, slack: 2.7, stickyNote: 1, splitOut: 1, stopAndError: 1, switch: 3.4,
};

const slug = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

/** A workflow while it is drawn. Positions are n8n's, a grid of 20. */
export class Canvas {
	nodes = [];
	connections = {};

	/** @param id at most 21 characters, or n8n keeps no static data for the workflow */
	constructor(id, name) {
		this.id = id;
		this.name = name;
	}

	/** @param extra what stands beside the parameters, such as onError and executeOnce */
	add(type, name, position, parameters = {}, extra = {}) {
		if (this.nodes.some((node) => node.name === name)) throw new Error(`two nodes are called ${name}`);
		if (position.some((place) => place % 20 !== 0)) throw new Error(`${name} is off the grid`);
		const ours = OURS.includes(type);
		const prefix = ours ? 'n8n-nodes-intercom-xero.' : 'n8n-nodes-base.';
		this.nodes.push({ parameters, id: slug(name), name, type: prefix + type, typeVersion: ours ? 1 : VERSIONS[type], position, ...extra });
	}

	/** A sticky note; it lies below the nodes drawn on it. */
	note(name, position, [width, height], content, color) {
		const parameters = { content, height, width, color };
		this.nodes.unshift({ parameters, id: slug(`note ${name}`), name, type: 'n8n-nodes-base.stickyNote', typeVersion: 1, position });
	}

	link(from, to, output = 0, input = 0) {
		const { main } = (this.connections[from] ??= { main: [] });
		while (main.length <= output) main.push([]);
		main[output].push({ node: to, type: 'main', index: input });
	}

	chain(...names) {
		for (let index = 1; index < names.length; index++) this.link(names[index - 1], names[index]);
	}

	/** The file a user imports. */
	json() {
		this.check();
		const settings = { executionOrder: 'v1', saveDataErrorExecution: 'all', saveDataSuccessExecution: 'none' };
		const { id, name, nodes, connections } = this;
		return `${JSON.stringify({ id, name, nodes, connections, settings, pinData: {} }, null, 2)}\n`;
	}

	/** Names that nobody has, and nodes that lie on each other. */
	check() {
		const names = new Set(this.nodes.map((node) => node.name));
		const linked = Object.entries(this.connections).flatMap(([from, { main }]) => [from, ...main.flat().map(({ node }) => node)]);
		const quoted = [...JSON.stringify(this.nodes).matchAll(/\$\('([^']+)'\)/g)].map(([, name]) => name);
		for (const name of [...linked, ...quoted]) if (!names.has(name)) throw new Error(`no node is called ${name}`);
		const nodes = this.nodes.filter(({ type }) => !type.endsWith('stickyNote'));
		for (const [index, a] of nodes.entries()) {
			const on = nodes.slice(index + 1).find((b) => Math.abs(a.position[0] - b.position[0]) < 140 && Math.abs(a.position[1] - b.position[1]) < 100);
			if (on) throw new Error(`${a.name} lies on ${on.name}`);
		}
	}
}
