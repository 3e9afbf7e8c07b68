'use strict';

/** More requests than this are left out, the oldest first. */
const SHOWN = 50;
/** Characters of a body. */
const WIDTH = 400;

/** What a person wants to see of a world where a test has failed: each request, and how it was answered. */
function transcript(requests) {
  if (!requests.length) return 'This world was sent no request. Is its baseUrl what the application calls?';
  const leftOut = requests.length - SHOWN;
  const lines = leftOut > 0 ? [`(${leftOut} earlier requests are left out)`] : [];
  return [...lines, ...requests.slice(-SHOWN).flatMap(linesOf)].join('\n');
}

function linesOf(request) {
  const isError = request.status < 200 || request.status >= 400;
  const lines = [`${request.method} ${request.url} -> ${request.status || 'connection broken'}`];
  // What was read and answered well is of no help.
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
