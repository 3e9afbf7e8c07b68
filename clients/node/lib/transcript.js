'use strict';

/** The most requests to show; older ones are left out. */
const SHOWN = 50;
/** The most characters to show of a body. */
const WIDTH = 400;

/** Formats the requests to a world for a failure message. */
function transcript(requests) {
  if (!requests.length) return 'This world received no request. Does the application use its baseUrl?';
  const leftOut = requests.length - SHOWN;
  const lines = leftOut > 0 ? [`(${leftOut} earlier requests are left out)`] : [];
  return [...lines, ...requests.slice(-SHOWN).flatMap(linesOf)].join('\n');
}

function linesOf(request) {
  const isError = request.status < 200 || request.status >= 400;
  const lines = [`${request.method} ${request.url} -> ${request.status || 'connection broken'}`];
  // The bodies of successful reads do not help.
  if (request.body && (isError || !['GET', 'HEAD'].includes(request.method))) {
    lines.push(`    sent:     ${short(request.body)}`);
  }
  if (isError && request.responseBody) lines.push(`    answered: ${short(request.responseBody)}`);
  const fault = request.responseHeaders['x-emulator-fault'];
  if (fault) lines.push(`    fault:    ${fault}`);
  if (request.hint) lines.push(`    hint:     ${request.hint}`);
  return lines;
}

function short(body) {
  const text = body.trim();
  return text.length <= WIDTH ? text : `${text.slice(0, WIDTH)}… (${body.length} characters)`;
}

module.exports = { transcript };
