import type { IConnections, INode } from 'n8n-workflow';

/** Sizes and curves as n8n 2.41 draws them: its nodes are 96 wide, and 32 higher for each port of a side beyond the second. */
const SIDE = 96;
const HIGHER = 32;
/** The name stands below the node, and what the node does; *(Deactivated)* is a line more. */
const LABEL = 48;
const LABEL_DEACTIVATED = 76;
const STEPS = 60;

interface Point {
	x: number;
	y: number;
}

interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

export interface Line {
	from: string;
	output: number;
	to: string;
	points: Point[];
}

/** How many ports a node has on its right. */
export type OutputsOf = (node: INode) => number;

/** Where a node with its name lies on the canvas. Pure. */
export function boxOf(node: INode, outputsOf: OutputsOf): Box {
	const [left, top] = node.position;
	return { left, top, right: left + SIDE, bottom: top + heightOf(node, outputsOf) + (node.disabled === true ? LABEL_DEACTIVATED : LABEL) };
}

/** Every connection as the curve that the editor draws. Pure. */
export function linesOf(nodes: readonly INode[], connections: IConnections, outputsOf: OutputsOf): Line[] {
	const byName = new Map(nodes.map((node) => [node.name, node]));
	return Object.entries(connections).flatMap(([from, { main = [] }]) =>
		main.flatMap((targets, output) =>
			(targets ?? []).flatMap(({ node: to }) => {
				const [source, target] = [byName.get(from), byName.get(to)];
				return source && target ? [{ from, output, to, points: curve(exit(source, output, outputsOf), entry(target, outputsOf)) }] : [];
			}),
		),
	);
}

/** Whether two lines meet anywhere but at an end they share. Pure. */
export function cross(one: Line, other: Line): boolean {
	const [first, last] = [one.points[0]!, one.points.at(-1)!];
	const isShared = (point: Point) =>
		(one.from === other.from && one.output === other.output && near(point, first)) || (one.to === other.to && near(point, last));
	return pieces(one).some(([a, b]) => pieces(other).some(([c, d]) => meet(a, b, c, d) && ![a, b, c, d].some(isShared)));
}

/** Whether a line runs over a node or its name that it does not belong to. Pure. */
export function runsOver({ from, to, points }: Line, node: INode, outputsOf: OutputsOf): boolean {
	if (node.name === from || node.name === to) return false;
	const { left, top, right, bottom } = boxOf(node, outputsOf);
	return points.some(({ x, y }) => x > left && x < right && y > top && y < bottom);
}

/** Whether a line runs through a note on which neither of its ends stands. Pure. */
export function runsThrough({ points }: Line, { position: [left, top], parameters: { width, height } }: INode): boolean {
	const isOn = ({ x, y }: Point) => x > left && y > top && x < left + Number(width) && y < top + Number(height);
	return !isOn(points[0]!) && !isOn(points.at(-1)!) && points.some(isOn);
}

function heightOf(node: INode, outputsOf: OutputsOf): number {
	return SIDE + HIGHER * Math.max(0, outputsOf(node) - 2);
}

function exit(node: INode, output: number, outputsOf: OutputsOf): Point {
	return { x: node.position[0] + SIDE, y: node.position[1] + (heightOf(node, outputsOf) * (output + 1)) / (outputsOf(node) + 1) };
}

function entry(node: INode, outputsOf: OutputsOf): Point {
	return { x: node.position[0], y: node.position[1] + heightOf(node, outputsOf) / 2 };
}

function curve(a: Point, b: Point): Point[] {
	const middle = (a.x + b.x) / 2;
	return Array.from({ length: STEPS + 1 }, (_, step) => {
		const t = step / STEPS;
		const weights = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3] as const;
		const mixed = (w: number, x: number, y: number, z: number) => weights[0] * w + weights[1] * x + weights[2] * y + weights[3] * z;
		return { x: mixed(a.x, middle, middle, b.x), y: mixed(a.y, a.y, b.y, b.y) };
	});
}

function pieces({ points }: Line): Array<[Point, Point]> {
	return points.slice(1).map((point, index) => [points[index]!, point]);
}

function near(a: Point, b: Point): boolean {
	return Math.hypot(a.x - b.x, a.y - b.y) < 8;
}

function meet(a: Point, b: Point, c: Point, d: Point): boolean {
	const side = (p: Point, q: Point, r: Point) => Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
	return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}
