// Finds pages by words. It fetches what the build wrote into search/, puts together of it what a question needs, and
// leaves the looking up to MiniSearch. No page and no event here: search.js shows what is found.
//
// The words of a small site stand in one file. Those of a large one stand in many, by their first letter: names are
// there at once, and the words of texts come with the letters that were typed.
(function (root) {
  "use strict";
  var FIELDS = ["title", "names", "headings", "text"];
  var BOOST = { title: 8, names: 5, headings: 2, text: 1 };
  // Of pages that have a word alike: tracks, levels, skills, paths, phases, resources, archetypes, pitfalls, packets, pages.
  var WEIGHT = [1.3, 1.6, 1.6, 1.3, 1, 0.8, 1.2, 1, 1, 1.1];
  var about = null, pages = [], ofNames = null, documents = null;
  var files = {}, places = {}, common = {}, waiting = {}, load = null, kept = { key: null };

  // ── What the files bring ───────────────────────────────────────────────────────────────────

  function came(key) {
    var then = waiting[key];
    waiting[key] = true;
    if (Array.isArray(then)) then.forEach(function (one) { one(); });
  }

  // Calls back when a file is there: at once, or when it has come; with `true` when it can't be had.
  function want(path, key, then) {
    if (waiting[key] === true) return then();
    if (waiting[key]) return void waiting[key].push(then);
    waiting[key] = [then];
    load(path, function () {
      var missed = waiting[key];
      delete waiting[key];
      if (Array.isArray(missed)) missed.forEach(function (one) { one(true); });
    });
  }

  // Calls back when all of them are there; with `true` when one of them can't be had.
  function wantAll(list, then) {
    var left = list.length, failed = false;
    if (!left) return then();
    list.forEach(function (one) {
      want(one[0], one[1], function (missed) {
        failed = failed || missed;
        left -= 1;
        if (!left) then(failed);
      });
    });
  }

  // "designA1,2*3D4": the field of each capital letter, how far on each page is, and how often where more than once.
  function decoded(words) {
    return words ? words.split(" ").map(function (word) {
      var parts = word.split(/([A-D])/), fields = {};
      for (var i = 1; i < parts.length; i += 2) {
        var hits = parts[i + 1].split(","), at = 0, counts = {};
        for (var h = 0; h < hits.length; h += 1) {
          var star = hits[h].indexOf("*");
          at += parseInt(hits[h], 36);
          counts[at] = star < 0 ? 1 : parseInt(hits[h].slice(star + 1), 36);
        }
        fields[parts[i].charCodeAt(0) - 65] = counts;
      }
      return [parts[0], fields];
    }) : [];
  }

  function options() {
    return {
      fields: FIELDS,
      tokenize: words,
      processTerm: function (word) { return word; },
      searchOptions: { boost: BOOST, boostDocument: function (id) { return pages[id].isBeside ? 0.2 : WEIGHT[pages[id].kind]; } },
    };
  }

  // MiniSearch as it would be, had it read the pages itself: the format is that of its own toJSON.
  function indexOf(index) {
    return root.MiniSearch.loadJS({
      documentCount: pages.length,
      nextId: pages.length,
      documentIds: documents.ids,
      fieldIds: { title: 0, names: 1, headings: 2, text: 3 },
      fieldLength: documents.lengths,
      averageFieldLength: documents.average,
      storedFields: {},
      dirtCount: 0,
      index: index,
      serializationVersion: 2,
    }, options());
  }

  var search = root.waypostSearch = {
    about: function (what) { about = search.said = what; came("about"); },
    names: function (what) {
      documents = { ids: {}, lengths: {}, average: [0, 0, 0, 0] };
      pages = what.pages.map(function (page, id) {
        documents.ids[id] = id;
        documents.lengths[id] = page[4];
        page[4].forEach(function (length, field) { documents.average[field] += length / what.pages.length; });
        return { id: id, kind: page[0], title: page[1], url: page[2], isBeside: page[3] === 1, folded: fold(page[1]) };
      });
      var terms = decoded(what.words);
      ofNames = terms.length ? { terms: terms, index: indexOf(terms) } : null;
      came("names");
    },
    text: function (what) {
      files[what.file] = decoded(what.words);
      what.common.forEach(function (word) { common[word] = true; });
      came("words-" + what.file);
    },
    places: function (what) {
      places[what.file] = what.pages;
      came("places-" + what.file);
    },
  };

  // ── Words ──────────────────────────────────────────────────────────────────────────────────

  var ACCENTS = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]/g;
  var LETTERS = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ" };
  var DENSE = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff" +
    "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  var RUNS = new RegExp("[" + DENSE + "]+|[^" + DENSE + "]+", "gu"), IS_DENSE = new RegExp("^[" + DENSE + "]", "u");
  var BETWEEN = /[^\p{Alphabetic}\p{N}\p{M}]+/u;

  // Without case and accents.
  function fold(text) {
    return text.normalize("NFKD").replace(ACCENTS, "").toLowerCase().normalize("NFC").replace(/[ßæœøłđðþıς]/g, function (c) { return LETTERS[c]; });
  }

  // The words of a text, as the build reads them: where a script sets no blanks, each two neighbours are a word.
  function words(text) {
    var found = [];
    fold(text).split(BETWEEN).forEach(function (part) {
      (part.match(RUNS) || []).forEach(function (run) {
        if (!IS_DENSE.test(run)) return void found.push(run);
        var letters = Array.from(run);
        if (letters.length === 1) found.push(run);
        for (var i = 1; i < letters.length; i += 1) found.push(letters[i - 1] + letters[i]);
      });
    });
    return found;
  }
  search.words = words;
  search.fold = fold;
  search.isDense = function (word) { return IS_DENSE.test(word); };

  // ── Questions ──────────────────────────────────────────────────────────────────────────────

  // How many slips a word may have: a letter that is wrong, missing, too much, or that changed places with its neighbour.
  function slips(word) { return IS_DENSE.test(word) || word.length < 3 ? 0 : word.length < 5 ? 1 : word.length < 9 ? 2 : 3; }

  // The least number of slips from one word to another, as far as it is at most `most`.
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    var before, last = [], row = [];
    for (var j = 0; j <= b.length; j += 1) row[j] = j;
    for (var i = 1; i <= a.length; i += 1) {
      before = last;
      last = row;
      row = [i];
      var least = i;
      for (j = 1; j <= b.length; j += 1) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
        least = Math.min(least, row[j]);
      }
      if (least > most) return most + 1;
    }
    return row[b.length];
  }

  // The words that are nearest to one that isn't there; the word itself too where others begin with it.
  function meant(word, terms) {
    var most = slips(word), best = most + 0.75, found = [], isBeginning = false;
    for (var i = 0; i < terms.length; i += 1) {
      var term = terms[i][0];
      if (term === word) return [word];
      if (term.indexOf(word) === 0) {
        if (!isBeginning) best = Math.min(best, 1.5);
        isBeginning = true;
        continue;
      }
      if (!most || term.length < word.length - most || (found.length && best < 1 && term[0] !== word[0])) continue;
      var d = distance(word, term, most);
      // It may not be typed to its end.
      if (term.length > word.length) d = Math.min(d, distance(word, term.slice(0, word.length), most) + 0.5);
      if (term[0] !== word[0]) d += 0.25;
      if (d < best) { best = d; found = [term]; } else if (d === best && found.length < 4) found.push(term);
    }
    if (!isBeginning) return found.length ? found : [word];
    // Who typed a beginning has not typed a letter too many.
    return [word].concat(best < 1.5 ? found.filter(function (term) { return term.length >= word.length; }) : []);
  }

  // First what has every word as it was typed, or beginning with it; then with slips mended; then what has some of them.
  function ask(index, terms, asked) {
    var must = asked.filter(function (word) { return !common[word]; });
    if (!must.length) must = asked;
    var may = asked.filter(function (word) { return must.indexOf(word) < 0; });
    function hits(words, how) {
      var queries = words.map(function (some) { return some.length === 1 ? some[0] : { combineWith: "OR", queries: some }; });
      // A mended word that is shorter than what was typed is meant as it is: much begins with "do".
      var cut = {};
      words.forEach(function (some, i) {
        some.forEach(function (word) { cut[word] = cut[word] !== false && word.length < must[i].length; });
      });
      return index.search({ combineWith: how, queries: queries }, { prefix: function (word) { return !cut[word]; } });
    }
    var typed = must.map(function (word) { return [word]; });
    var found = hits(typed, "AND"), how = "all", mended = [];
    if (!found.length) {
      mended = must.map(function (word) { return common[word] ? [word] : meant(word, terms); });
      var isMended = mended.some(function (some, i) { return some.length > 1 || some[0] !== must[i]; });
      found = isMended ? hits(mended, "AND") : [];
      how = "near";
    }
    if (!found.length && must.length > 1) {
      found = hits(mended, "OR");
      how = "some";
    }
    if (!found.length) how = "none";
    if (may.length && found.length > 1) {
      var more = {};
      index.search({ combineWith: "OR", queries: may }, { fields: ["title", "names"] }).forEach(function (hit) { more[hit.id] = hit.score; });
      found.forEach(function (hit) { hit.score += more[hit.id] || 0; });
    }
    // What was typed, with slips mended, in its order.
    var words = asked.map(function (word) { return (mended[must.indexOf(word)] || [word])[0]; });
    return { how: how, hits: found, mended: words };
  }

  // A title that is what was typed comes before one that only has it.
  function ranked(hits, query) {
    var typed = fold(query).trim();
    hits.forEach(function (hit) {
      var title = pages[hit.id].folded, at = title.indexOf(typed);
      if (title === typed || pages[hit.id].url.split("/").slice(-2)[0] === typed) hit.score *= 4;
      else if (at === 0 || (at > 0 && typed.indexOf(" ") > 0)) hit.score *= 2;
    });
    return sorted(hits);
  }

  function sorted(hits) { return hits.sort(function (a, b) { return b.score - a.score || a.id - b.id; }); }

  function told(answer, query, isWhole) {
    var hits = answer.hits.map(function (hit) { return { page: pages[hit.id], score: hit.score, match: hit.match, asked: hit.queryTerms }; });
    return { how: answer.how, meant: answer.mended.join(" "), hits: hits, isWhole: isWhole, near: isWhole && !hits.length ? near(query) : [] };
  }

  // Of three words and more, those that stand together in one sentence are meant. The first pages are looked into.
  function together(hits, then) {
    var first = hits.slice(0, 12);
    if (first.length < 2 || first[0].queryTerms.length < 3) return then(hits);
    wantAll(first.map(fileOf), function () {
      first.forEach(function (hit) {
        var told = within(hit), means = meaning({ match: hit.match, asked: hit.queryTerms }), all = hit.queryTerms.length;
        if (!told) return;
        var top = pages[hit.id].title + " " + (told[0] || ""), most = covered(top, means);
        told[1].forEach(function (one) {
          for (var i = 2; i < one.length || i === 2; i += 1) most = Math.max(most, covered(one[1] + " " + (one[i] || ""), means));
        });
        // Where some stand in paragraphs, which aren't told of, they may well stand together.
        var isTold = covered(top + " " + told[1].map(function (one) { return one.slice(1).join(" "); }).join(" "), means) === all;
        hit.score *= Math.max(isTold ? 1 : 2.5, 1 + 3 * Math.pow(most / all, 2));
      });
      then(sorted(first).concat(hits.slice(12)));
    });
  }

  // Titles that look a little like it.
  function near(query) {
    var index = ofNames || indexWith(["0"]);
    function wild(word) { return IS_DENSE.test(word) || word.length < 3 ? false : Math.floor(word.length / 2.5); }
    var hits = index.index.search({ combineWith: "OR", queries: words(query) }, { fields: ["title", "names"], fuzzy: wild, maxFuzzy: 6 });
    return hits.slice(0, 3).map(function (hit) { return pages[hit.id]; });
  }

  // The index of some files of words; the newest is kept.
  function indexWith(keys) {
    var key = keys.join(" ");
    if (kept.key !== key) {
      var terms = [].concat.apply([], keys.map(function (file) { return files[file]; }));
      kept = { key: key, terms: terms, index: indexOf(terms) };
    }
    return kept;
  }

  // A letter that stands alone is what is left of "don't", unless it is still being typed.
  function asked(query) {
    var all = words(query);
    var some = all.filter(function (word, i) { return word.length > 1 || IS_DENSE.test(word) || i === all.length - 1; });
    return some.filter(function (word, i) { return some.indexOf(word) === i; }).slice(0, 24);
  }

  // Says where the files are: `load(path, failed)` fetches one of them, which calls back by itself.
  search.start = function (how, then) {
    load = how;
    want("names.js", "names", function () {});
    want("about.js", "about", function (missed) {
      then(missed);
      if (missed) return;
      if (about.files === 1) want("words-0.js", "words-0", function () {});
    });
  };

  // Tells what is found: for a large site at first by names, and then by all words; `tell(null)` where files can't be had.
  search.find = function (query, tell) {
    var list = asked(query);
    if (!list.length) return tell({ how: "empty", meant: "", hits: [], isWhole: true, near: [] });
    wantAll([["about.js", "about"], ["names.js", "names"]], function (missed) {
      if (missed) return tell(null);
      var early = ofNames && ask(ofNames.index, ofNames.terms, list), isShort = list.join("").length < 2;
      // One letter begins too many words.
      if (early) ranked(early.hits, query);
      if (early && (early.how === "all" || isShort)) tell(told(early, query, isShort));
      if (early && isShort) return;
      var keys = {};
      // What a slip in a first letter hides is looked for among the names, which have all letters.
      list.concat(early ? early.mended : []).forEach(function (word) { keys[word.codePointAt(0) % about.files] = true; });
      keys = Object.keys(keys);
      wantAll(keys.map(function (file) { return ["words-" + file + ".js", "words-" + file]; }), function (missed) {
        if (missed) return tell(early ? told(early, query, true) : null);
        var all = indexWith(keys), answer = ask(all.index, all.terms, list);
        ranked(answer.hits, query);
        together(answer.hits, function (hits) {
          answer.hits = hits;
          tell(told(answer, query, true));
        });
      });
    });
  };

  // ── Places ─────────────────────────────────────────────────────────────────────────────────

  function fileOf(hit) {
    var file = Math.floor(hit.id / about.inPlaces);
    return ["places-" + file + ".js", "places-" + file];
  }

  // What stands where in the page of a hit: [summary, [[anchor, heading, text, …], …]].
  function within(hit) {
    var file = places[Math.floor(hit.id / about.inPlaces)];
    return file && file[hit.id % about.inPlaces];
  }

  // How many letters two words begin with alike.
  function alike(a, b) {
    var n = 0;
    while (n < a.length && a[n] === b[n]) n += 1;
    return n;
  }

  // Which of the words that were asked for each word of the page stands for.
  function meaning(hit) {
    var means = {};
    Object.keys(hit.match).forEach(function (word) {
      means[word] = hit.asked.reduce(function (best, one) { return alike(one, word) > alike(best, word) ? one : best; });
    });
    return means;
  }

  // How many of them a text has, but for those in `without`.
  function covered(text, means, without) {
    var there = {}, count = 0;
    words(text).forEach(function (word) {
      var one = means.hasOwnProperty(word) ? means[word] : null;
      if (one === null || there[one] || (without && without[one])) return;
      there[one] = true;
      count += 1;
    });
    return count;
  }

  // Finds where in the page of a hit its words stand: `then({ summary, anchor, heading, text })`.
  search.place = function (hit, then) {
    var id = { id: hit.page.id }, file = fileOf(id);
    want(file[0], file[1], function (missed) {
      var page = missed ? ["", []] : within(id), means = meaning(hit), inTitle = {};
      var place = { summary: page[0] || "", anchor: "", heading: "", text: "" };
      Object.keys(means).forEach(function (word) { if (hit.match[word].indexOf("title") >= 0) inTitle[means[word]] = true; });
      // Words that the title has need no other place.
      if (Object.keys(means).every(function (word) { return inTitle[means[word]]; })) return then(place);
      var best = covered(place.summary, means, inTitle) - 0.5;
      function take(count, one, text) {
        if (count < 1 || count <= best) return;
        best = count;
        place.anchor = one[0];
        place.heading = one[1];
        place.text = text;
      }
      page[1].forEach(function (one) {
        var above = covered(one[1], means, inTitle);
        take(above, one, "");
        // The heading above counts a little: of two statements that say it, the one beneath the word is meant.
        for (var i = 2; i < one.length; i += 1) {
          var count = covered(one[i], means, inTitle);
          if (count) take(count + above / 4, one, one[i]);
        }
      });
      then(place);
    });
  };
})(typeof window === "undefined" ? globalThis : window);
