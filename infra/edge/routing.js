// Runs in CloudFront (runtime cloudfront-js-2.0) before it looks for a file.

/** The file itself where the last part of an address has a dot; the page for every other one, as it routes by itself. */
function handler(event) {
  var uri = event.request.uri;
  if (uri.slice(uri.lastIndexOf('/')).indexOf('.') === -1) event.request.uri = '/index.html';
  return event.request;
}
