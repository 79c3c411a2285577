// Sends the page's form at once; its button does the same where there is no JavaScript.
document.getElementById('handover').submit();
