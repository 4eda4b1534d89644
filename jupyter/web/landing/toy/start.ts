/** The page is shown before the experiment begins, which has much to compute. */
requestAnimationFrame(() => {
  setTimeout(() => void import("./toy"));
});
