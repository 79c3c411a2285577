// Sends the page's form at once; its button does the same where there is no JavaScript. A second click would send a
// token that is used up already, and the answer may take a while when an account is made on the way.
const form = document.getElementById('handover');
form.submit();
form.querySelector('button').disabled = true;
