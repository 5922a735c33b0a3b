jest.mock('../../../nodes/shared/clock', () => jest.requireActual<typeof import('./time')>('./time'));
import { SHIPPED } from './nodesAtRisk';
import { playFaults } from './suite';

/** Those with a file of their own, for there is much in them that may fail. */
const ELSEWHERE = ['contact-sync', 'two-way-sync', 'historical-migration'];

playFaults(SHIPPED.filter((workflow) => !ELSEWHERE.includes(workflow)));
