// What html-validate asks of a page: all it recommends and all that the standard says, less these.
export default {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:standard'],
  rules: {
    // The author's code blocks keep their blanks.
    'no-trailing-whitespace': 'off',
    // A filter narrows its list as one types or chooses; there is nothing to submit.
    'wcag/h32': 'off',
    // The length of a title is the author's; browsers and search engines shorten it well.
    'long-title': 'off',
  },
};
