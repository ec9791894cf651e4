/*
 * Draws each figure.chart from the table inside it, or the one that it names, which says the same to everyone: without this script, or without
 * ECharts, the table is what there is. Columns whose head has data-series are drawn, a cell's data-value is its number
 * and its text what a reader sees of it. Nothing is written into the page as HTML or inline style: the
 * Content-Security-Policy refuses both.
 */
(function () {
  'use strict';

  var COLOURS = ['#17567a', '#b35c00', '#1b6e3c', '#6b2f8a', '#4a5a63', '#8c1d40'];
  var SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'pin'];
  var DASHES = ['solid', [7, 4], [2, 3], [10, 3, 2, 3], [4, 4], [1, 4]];
  var TEXT = '#1f2a30';
  var language = document.documentElement.lang;
  var drawn = [];

  function read(figure) {
    var table = figure.dataset.table
      ? document.getElementById(figure.dataset.table)
      : figure.querySelector('table');
    var only = figure.dataset.series;
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var rows = Array.prototype.slice.call(table.querySelectorAll('tbody tr'));
    if (figure.dataset.reversed) {
      rows.reverse();
    }
    rows = rows.filter(function (row) {
      return row.querySelector('[data-value]');
    });
    return {
      categories: rows.map(function (row) {
        return row.cells[0].dataset.short || words(row.cells[0]);
      }),
      titles: rows.map(function (row) {
        return row.cells[0].dataset.title || words(row.cells[0]);
      }),
      series: heads
        .map(function (head, column) {
          return { head: head, column: column };
        })
        .filter(function (each) {
          return each.head.dataset.series && (!only || each.head.dataset.series === only);
        })
        .map(function (each) {
          return {
            name: words(each.head),
            strong: each.head.dataset.series === 'strong',
            values: rows.map(function (row) {
              var cell = row.cells[each.column];
              return !cell || !cell.dataset.value ? null : Number(cell.dataset.value);
            }),
            bounds: rows.map(function (row) {
              var cell = row.cells[each.column];
              return cell && cell.dataset.low && cell.dataset.high ? [Number(cell.dataset.low), Number(cell.dataset.high)] : null;
            }),
            texts: rows.map(function (row) {
              var cell = row.cells[each.column];
              return cell ? cell.dataset.text || words(cell) : '';
            })
          };
        })
    };
  }

  function words(element) {
    return element.textContent.replace(/[ \t\r\n]+/g, ' ').trim();
  }

  function number(format) {
    var whole = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
    var kronor = new Intl.NumberFormat(language, { style: 'currency', currency: 'SEK', maximumFractionDigits: 0 });
    var percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 });
    return function (value) {
      return (format === 'percent' ? percent : format === 'kronor' ? kronor : whole).format(value);
    };
  }

  function tooltip(data) {
    return function (points) {
      var list = Array.isArray(points) ? points : [points];
      var lines = [data.titles[list[0].dataIndex]];
      list.forEach(function (point) {
        var series = data.series[point.seriesIndex];
        if (series) {
          lines.push(series.name + ': ' + series.texts[point.dataIndex]);
        }
      });
      return lines.join('\n');
    };
  }

  function common(figure, data) {
    return {
      animation: false,
      color: COLOURS,
      textStyle: { color: TEXT, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13 },
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText',
        confine: true,
        backgroundColor: '#fff',
        borderColor: '#6b7b84',
        textStyle: { color: TEXT, fontSize: 13 },
        formatter: tooltip(data)
      },
      legend: { show: data.series.length > 1, top: 0, left: 0, itemWidth: 36, textStyle: { color: TEXT, fontSize: 13 } },
      aria: { enabled: false }
    };
  }

  function target(figure) {
    var value = figure.dataset.target;
    return !value
      ? undefined
      : {
          silent: true,
          symbol: 'none',
          precision: 8, // two decimals, the default, would move 0.995 to another place
          lineStyle: { color: TEXT, type: [3, 3], width: 1.5 },
          label: { formatter: figure.dataset.targetLabel, position: 'end', distance: 6, color: TEXT, fontSize: 13 },
          data: [{ yAxis: Number(value) }]
        };
  }

  function floor(figure, data) {
    if (figure.dataset.format !== 'percent') {
      return 0;
    }
    var all = [].concat
      .apply([], data.series.map(function (series) { return series.values; }))
      .filter(function (value) { return value !== null; });
    if (figure.dataset.target) {
      all.push(Number(figure.dataset.target));
    }
    var lowest = Math.min.apply(null, all);
    // shares are drawn from nothing; an availability, all of which is near everything, from just below its lowest
    return lowest < 0.8 ? 0 : Math.max(0, Math.floor(lowest * 200 - 0.2) / 200);
  }

  function lines(figure, data) {
    var option = common(figure, data);
    var format = number(figure.dataset.format);
    var rows = data.series.length < 2 ? 0 : Math.ceil(data.series.length / Math.max(1, Math.floor(figure.clientWidth / 130)));
    option.grid = { left: 8, right: figure.dataset.target ? 92 : 24, top: 16 + rows * 26, bottom: 8, containLabel: true };
    option.xAxis = { type: 'category', data: data.categories, boundaryGap: false,
      axisLabel: { color: TEXT, fontSize: 12, hideOverlap: true }, axisLine: { onZero: false, lineStyle: { color: '#6b7b84' } } };
    option.yAxis = { type: 'value', min: floor(figure, data), max: figure.dataset.format === 'percent' ? 1 : null,
      axisLabel: { color: TEXT, fontSize: 12, formatter: format }, splitLine: { lineStyle: { color: '#cdd6da' } } };
    option.series = data.series.map(function (series, i) {
      return {
        type: 'line',
        name: series.name,
        data: series.values,
        connectNulls: false,
        symbol: SYMBOLS[i % SYMBOLS.length],
        symbolSize: 7,
        showAllSymbol: true,
        lineStyle: { type: DASHES[i % DASHES.length], width: series.strong || data.series.length < 3 ? 2.5 : 1.5 },
        markLine: i === 0 ? target(figure) : undefined
      };
    });
    return option;
  }

  /** From bound to bound, a line through each row's dot. */
  function spans(bounds, colour) {
    return {
      silent: true,
      symbol: 'none',
      precision: 8,
      label: { show: false },
      lineStyle: { color: colour, type: 'solid', width: 2 },
      data: bounds
        .map(function (each, row) { return each && [{ coord: [each[0], row] }, { coord: [each[1], row] }]; })
        .filter(Boolean)
    };
  }

  /** One small chart per column, the rows under each other and in the same order everywhere. */
  function multiples(figure, data) {
    var option = common(figure, data);
    var columns = Math.max(1, Math.min(data.series.length, Math.floor(figure.clientWidth / 230)));
    var rowHeight = 22;
    var height = data.categories.length * rowHeight;
    var names = figure.clientWidth > 700 ? 250 : 140;
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (point) {
      return data.titles[point.dataIndex] + '\n' + data.series[point.seriesIndex].name + ': '
        + data.series[point.seriesIndex].texts[point.dataIndex];
    };
    option.legend = { show: false };
    option.title = [];
    option.grid = [];
    option.xAxis = [];
    option.yAxis = [];
    option.series = [];
    var width = figure.clientWidth;
    var cell = (width - names - 10) / columns;
    data.series.forEach(function (series, i) {
      var column = i % columns;
      var top = Math.floor(i / columns) * (height + 70);
      var left = names + column * cell;
      option.title.push({ text: series.name, left: left, top: top, textStyle: { color: TEXT, fontSize: 13, fontWeight: 600 } });
      option.grid.push({ left: left, top: top + 26, width: cell - 24, height: height });
      option.xAxis.push({ gridIndex: i, type: 'value', min: 0, max: 100, interval: 50,
        axisLabel: { color: TEXT, fontSize: 11 }, splitLine: { lineStyle: { color: '#cdd6da' } } });
      option.yAxis.push({ gridIndex: i, type: 'category', inverse: true, data: data.categories,
        axisTick: { show: false }, axisLine: { lineStyle: { color: '#6b7b84' } },
        axisLabel: { show: column === 0, color: TEXT, fontSize: 12, interval: 0, width: names - 16, overflow: 'truncate' } });
      option.series.push({ type: 'scatter', name: series.name, xAxisIndex: i, yAxisIndex: i, data: series.values,
        symbol: SYMBOLS[i % SYMBOLS.length], symbolSize: 10, itemStyle: { color: COLOURS[i % COLOURS.length] },
        markLine: spans(series.bounds, COLOURS[i % COLOURS.length]) });
    });
    option.height = Math.ceil(data.series.length / columns) * (height + 70);
    return option;
  }

  var KINDS = { lines: lines, multiples: multiples };

  function draw(entry) {
    var option = KINDS[entry.figure.dataset.chart](entry.figure, entry.data);
    if (option.height) {
      entry.canvas.style.height = option.height + 'px';
      delete option.height;
    }
    entry.chart.resize();
    entry.chart.setOption(option, true);
    var svg = entry.canvas.querySelector('svg');
    // on paper the drawing follows the width of the sheet
    svg.setAttribute('viewBox', '0 0 ' + svg.getAttribute('width') + ' ' + svg.getAttribute('height'));
    svg.setAttribute('aria-hidden', 'true');
  }

  function start(figure) {
    var canvas = figure.querySelector('.canvas');
    var data = read(figure);
    if (!KINDS[figure.dataset.chart] || data.categories.length === 0 || data.series.length === 0) {
      return;
    }
    canvas.hidden = false;
    var entry = { figure: figure, canvas: canvas, data: data, chart: null };
    entry.chart = window.echarts.init(canvas, null, { renderer: 'svg' });
    draw(entry);
    drawn.push(entry);
    var details = figure.querySelector('details');
    if (details && !details.classList.contains('keep')) {
      details.open = false;
    }
  }

  if (window.echarts) {
    Array.prototype.forEach.call(document.querySelectorAll('figure.chart'), start);
    var waiting = 0;
    window.addEventListener('resize', function () {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(function () { drawn.forEach(draw); }, 100);
    });
  }
})();
