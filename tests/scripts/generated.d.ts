// What scripts use that is made with the site.
declare var zoekindex: Index;
declare var werkmap: Parts;
