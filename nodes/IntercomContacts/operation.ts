import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
	updateDisplayOptions,
} from 'n8n-workflow';
import type { Failure } from '../../lib/http/failure';
import type { IntercomConnection } from '../../lib/intercom/api/request';
import type { WorkspaceCache } from '../../lib/intercom/workspace/workspaceCache';
import type { Carrying, Exit } from './exit';
import { operationField } from '../shared/operationField';

/** What all items of one execution share. */
export interface Session {
	context: IExecuteFunctions;
	connection: IntercomConnection;
	cache: WorkspaceCache;
}

export interface Operation {
	/** Its entry in the list of operations; the editor shows `action`. */
	option: INodePropertyOptions;
	/** Its fields; where they show is added by the resource. */
	fields: INodeProperties[];
	/** Reads the parameters of one item, acts, and says how the item leaves, or each record of the list that was read for it. */
	run(session: Session, item: number, input: IDataObject): Promise<Exit | Exit[]>;
	/** The contact an item is about, or what is wrong with its id; absent where the operation is not about one. */
	contactId?(context: IExecuteFunctions, item: number): string | Failure;
	/** The same of an operation on companies; there an item that fails names the company. */
	companyId?(context: IExecuteFunctions, item: number): string | null | Failure;
	/** Set where each item leaves as the record it came as: it then carries what a ledger handed out. By the node's parameters, if it depends on them. */
	carrying?: Carrying | ((parameters: INodeParameters) => Carrying | undefined);
	/** The operation that acts for an item which says by itself what it is about; null: this one does. Absent: it always does. */
	forItem?(context: IExecuteFunctions, item: number): Operation | null;
	/** Runs once for all items (they are about the same workspace). */
	once?: true;
}

export interface Resource {
	option: INodePropertyOptions;
	/** The operation that is chosen at first. */
	default: string;
	operations: Record<string, Operation>;
}

/** The properties of a resource: its list of operations and each operation's fields. */
export function propertiesOf({ option, default: first, operations }: Resource): INodeProperties[] {
	const resource = [option.value];
	const list: INodeProperties = { ...operationField(Object.values(operations).map((operation) => operation.option), first), displayOptions: { show: { resource } } };
	const fields = Object.entries(operations).flatMap(([operation, entry]) =>
		updateDisplayOptions({ show: { resource, operation: [operation] } }, entry.fields),
	);
	return [list, ...fields];
}

/** What each operation of a resource is called, by both values: `contact getProfile` is `Contact: Get Profile`. */
export function namesOf({ option, operations }: Resource): Record<string, string> {
	return Object.fromEntries(Object.entries(operations).map(([value, entry]) => [`${String(option.value)} ${value}`, `${option.name}: ${entry.option.name}`]));
}
