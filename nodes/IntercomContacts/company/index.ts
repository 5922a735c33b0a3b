import type { Resource } from '../operation';
import { get } from './get.operation';
import { getPage } from './getPage.operation';
import { setXeroReference } from './setXeroReference.operation';

export const company: Resource = {
	option: { name: 'Company', value: 'company' },
	default: 'get',
	operations: { get, getPage, setXeroReference },
};
