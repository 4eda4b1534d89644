/** The public names of the library, grouped by subject. A notebook imports from here and nowhere else. */
export {};
