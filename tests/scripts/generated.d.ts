// What scripts use that is made with the site.
declare var zoekindex: Index;
declare var zoekregels: Rules; // of one language: a page names only the script of its own
declare var werkmap: Parts;
declare var delen: Record<string, any>;
