import type { Resource } from '../operation';
import { prepare } from './prepare.operation';

export const workspace: Resource = {
	option: { name: 'Workspace', value: 'workspace' },
	default: 'prepare',
	operations: { prepare },
};
