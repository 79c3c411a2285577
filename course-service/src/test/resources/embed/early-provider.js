// A deferred script before the component's: the element is there and not yet defined.
document.querySelector("isthmus-courses").tokenProvider = () => "early";
