/** ln 2 in two parts: the upper one has 32 trailing zero bits, so that multiples of it by an exponent are exact. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;
