import type { EChartsOption } from 'echarts';
import type { DayView } from '../model';
import { drawing, INK } from './svg';
import type { Markup } from './markup';

/** The same chart for a desk and for a phone: letters that shrink with it could not be read. */
const SIZES = [{ name: 'wide', width: 880, height: 260, labels: 8 }, { name: 'narrow', width: 340, height: 240, labels: 4 }] as const;

const WRITTEN = [['created', 'Created'], ['updated', 'Updated'], ['review', 'For review'], ['failed', 'Failed tries'], ['removed', 'Removed']] as const;

/** What happened on each day. Pure. */
export function happenedChart(days: readonly DayView[]): Markup[] {
	const series = WRITTEN.map(([what, name]) => ({ type: 'bar' as const, stack: 'all', name, silent: true, itemStyle: { color: INK[what] }, data: days.map((day) => day[what]) }));
	return drawn(days, { series, legend: true, y: { type: 'value', minInterval: 1 } });
}

/** How long live changes took, half of them and 95 of 100. Pure. */
export function latencyChart(days: readonly DayView[]): Markup[] {
	const line = (name: string, color: string, type: 'solid' | 'dashed', of: 'p50Ms' | 'p95Ms') => ({
		type: 'line' as const, name, silent: true, clip: false, symbol: type === 'solid' ? 'circle' : 'diamond', symbolSize: 6, itemStyle: { color }, lineStyle: { color, width: 2, type },
		// A logarithmic axis has no zero.
		data: days.map((day) => day[of]).map((ms) => ms ?? '-'),
	});
	const y = { type: 'log' as const, min: 100, axisLabel: { color: INK.text, formatter: tickWords } };
	return drawn(days, { series: [line('Half at most', INK.half, 'solid', 'p50Ms'), line('95 of 100 at most', INK.most, 'dashed', 'p95Ms')], legend: true, y });
}

/** Ticks are powers of ten: 0.1 s to 100 s, 17 min, 2.8 h. */
function tickWords(ms: number): string {
	return ms <= 100_000 ? `${ms / 1_000} s` : ms < 3_600_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 360_000) / 10} h`;
}

/** Calls of Xero on each day. Pure. */
export function callsChart(days: readonly DayView[]): Markup[] {
	return drawn(days, { series: [{ type: 'bar', name: 'Calls', silent: true, itemStyle: { color: INK.calls }, data: days.map(({ calls }) => calls) }], legend: false, y: { type: 'value', minInterval: 1 } });
}

/** `2026-11-29` as `29 Nov`. Pure. */
export function dayWords(day: string): string {
	return new Intl.DateTimeFormat('en-AU', { timeZone: 'UTC', day: 'numeric', month: 'short' }).format(new Date(`${day}T00:00:00Z`));
}

function drawn(days: readonly DayView[], { series, legend, y }: { series: EChartsOption['series']; legend: boolean; y: object }): Markup[] {
	return SIZES.map(({ name, width, height, labels }) => {
		const every = Math.max(1, Math.ceil(days.length / labels));
		const axis = { axisLine: { lineStyle: { color: INK.line } }, axisTick: { show: false }, axisLabel: { color: INK.text } };
		const option: EChartsOption = {
			// Room for the longest label of the axis; the legend stands above, on a phone in two lines.
			grid: { left: 56, right: 12, top: legend ? (name === 'wide' ? 36 : 72) : 16, bottom: 28 },
			xAxis: { type: 'category', data: days.map(({ day }) => dayWords(day)), ...axis, axisLabel: { color: INK.text, interval: (place: number) => (days.length - 1 - place) % every === 0 } },
			yAxis: { ...axis, splitLine: { lineStyle: { color: INK.line } }, ...y },
			...(legend && { legend: { top: 0, left: 0, backgroundColor: 'transparent', borderColor: 'transparent', itemWidth: 14, itemHeight: 10, itemGap: 24, textStyle: { color: INK.text } } }),
			series,
		} as EChartsOption;
		return drawing(option, width, height, name);
	});
}
