// What scripts use that is made with the site.
declare var zoekindex: Index;
declare var werkmap: Parts;
declare var delen: Record<string, any>;
