import type { INodeProperties } from 'n8n-workflow';

/** @param expression where the name stands in items that come from other nodes; '' for none */
export function jobField(expression: string, description: string): INodeProperties {
	return { displayName: 'Job', name: 'jobName', type: 'string', required: true, default: expression, placeholder: 'e.g. migration-2026-11', description };
}
